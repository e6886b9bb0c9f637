import alerts from './alerts/vi.json';
import broadcasts from './broadcasts/vi.json';
import common from './common/vi.json';
import departments from './departments/vi.json';
import explore from './explore/vi.json';
import insight from './insight/vi.json';
import loops from './loops/vi.json';
import settings from './settings/vi.json';
import themes from './themes/vi.json';
import wall from './wall/vi.json';
import walls from './walls/vi.json';

export default { ...alerts, ...broadcasts, ...common, ...departments, ...explore, ...insight, ...loops, ...settings, ...themes, ...wall, ...walls };

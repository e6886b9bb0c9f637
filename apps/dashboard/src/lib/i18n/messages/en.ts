import alerts from './alerts/en.json';
import broadcasts from './broadcasts/en.json';
import common from './common/en.json';
import departments from './departments/en.json';
import explore from './explore/en.json';
import insight from './insight/en.json';
import loops from './loops/en.json';
import settings from './settings/en.json';
import themes from './themes/en.json';
import wall from './wall/en.json';
import walls from './walls/en.json';

export default { ...alerts, ...broadcasts, ...common, ...departments, ...explore, ...insight, ...loops, ...settings, ...themes, ...wall, ...walls };

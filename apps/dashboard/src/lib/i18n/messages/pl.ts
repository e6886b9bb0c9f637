import alerts from './alerts/pl.json';
import broadcasts from './broadcasts/pl.json';
import common from './common/pl.json';
import departments from './departments/pl.json';
import explore from './explore/pl.json';
import insight from './insight/pl.json';
import loops from './loops/pl.json';
import settings from './settings/pl.json';
import themes from './themes/pl.json';
import wall from './wall/pl.json';
import walls from './walls/pl.json';

export default { ...alerts, ...broadcasts, ...common, ...departments, ...explore, ...insight, ...loops, ...settings, ...themes, ...wall, ...walls };

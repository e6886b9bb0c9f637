import alerts from './alerts/tr.json';
import broadcasts from './broadcasts/tr.json';
import common from './common/tr.json';
import departments from './departments/tr.json';
import explore from './explore/tr.json';
import insight from './insight/tr.json';
import loops from './loops/tr.json';
import settings from './settings/tr.json';
import themes from './themes/tr.json';
import wall from './wall/tr.json';
import walls from './walls/tr.json';

export default { ...alerts, ...broadcasts, ...common, ...departments, ...explore, ...insight, ...loops, ...settings, ...themes, ...wall, ...walls };

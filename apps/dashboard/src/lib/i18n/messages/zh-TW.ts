import alerts from './alerts/zh-TW.json';
import broadcasts from './broadcasts/zh-TW.json';
import common from './common/zh-TW.json';
import departments from './departments/zh-TW.json';
import explore from './explore/zh-TW.json';
import insight from './insight/zh-TW.json';
import loops from './loops/zh-TW.json';
import settings from './settings/zh-TW.json';
import themes from './themes/zh-TW.json';
import wall from './wall/zh-TW.json';
import walls from './walls/zh-TW.json';

export default { ...alerts, ...broadcasts, ...common, ...departments, ...explore, ...insight, ...loops, ...settings, ...themes, ...wall, ...walls };

import alerts from './alerts/ko.json';
import broadcasts from './broadcasts/ko.json';
import common from './common/ko.json';
import departments from './departments/ko.json';
import explore from './explore/ko.json';
import insight from './insight/ko.json';
import loops from './loops/ko.json';
import settings from './settings/ko.json';
import themes from './themes/ko.json';
import wall from './wall/ko.json';
import walls from './walls/ko.json';

export default { ...alerts, ...broadcasts, ...common, ...departments, ...explore, ...insight, ...loops, ...settings, ...themes, ...wall, ...walls };

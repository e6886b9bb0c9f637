import common from './common/ko.json';
import explore from './explore/ko.json';
import insight from './insight/ko.json';

export default { ...common, ...explore, ...insight };

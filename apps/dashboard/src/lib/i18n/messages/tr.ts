import common from './common/tr.json';
import explore from './explore/tr.json';
import insight from './insight/tr.json';

export default { ...common, ...explore, ...insight };

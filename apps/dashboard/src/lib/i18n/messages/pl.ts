import common from './common/pl.json';
import explore from './explore/pl.json';
import insight from './insight/pl.json';

export default { ...common, ...explore, ...insight };

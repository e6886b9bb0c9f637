import common from './common/pl.json';
import departments from './departments/pl.json';
import explore from './explore/pl.json';
import insight from './insight/pl.json';

export default { ...common, ...departments, ...explore, ...insight };

import common from './common/pl.json';
import departments from './departments/pl.json';
import explore from './explore/pl.json';
import insight from './insight/pl.json';
import loops from './loops/pl.json';
import settings from './settings/pl.json';

export default { ...common, ...departments, ...explore, ...insight, ...loops, ...settings };

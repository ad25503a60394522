// Copies the database of its first argument into that of its second, and is killed where the copy has come to the models,
// as a machine that loses its power would be.
import { copyDatabase } from '../../src/copy/copy.js';
import { placeOf } from '../../src/copy/place.js';

const [from = '', to = ''] = process.argv.slice(2);
await copyDatabase(placeOf('--from', from), placeOf('--to', to), ({ table }) => {
  if (table === 'model') process.kill(process.pid, 'SIGKILL');
});

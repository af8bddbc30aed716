// Importing this file registers every sentence with cucumber-js.
import './parameters';
import './parameters-korean';
import './hooks';
import './cluster';
import './images';
import './commands';
import './acting';
import './nodes';
import './node-faults';
import './faults';
import './processes';
import './traffic';
import './add-ons';
import './controllers';
import './webhooks';
import './time';
import './claims-states';
import './claims-pods';
import './claims-locations';
import './claims-restarts';
import './claims-placement';
import './claims-objects';
import './claims-events';
import './claims-fields';
import './claims-words';
import './history';
import './history-numbers';
import { tuneEngine } from '../src/sim/engine';

tuneEngine();

export { sentences } from '../src/scenario/sentences';
export { worldOf } from './world';

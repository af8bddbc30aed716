import type { Library } from '../engine';
import { authorizerLibrary } from './authorizer';
import { conversionLibrary } from './conversion';
import { formatLibrary } from './format';
import { ipLibrary } from './ip';
import { listLibrary } from './lists';
import { quantityLibrary } from './quantity';
import { regexLibrary } from './regex';
import { semverLibrary } from './semver';
import { setLibrary } from './sets';
import { stringLibrary } from './strings';
import { urlLibrary } from './urls';

/** Kubernetes' functions; a library that uses another's types comes after it. */
export const libraries: readonly Library[] = [
  conversionLibrary,
  stringLibrary,
  listLibrary,
  setLibrary,
  regexLibrary,
  urlLibrary,
  ipLibrary,
  quantityLibrary,
  semverLibrary,
  formatLibrary,
  authorizerLibrary,
];

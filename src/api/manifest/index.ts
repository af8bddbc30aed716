export { findManifestFiles, type ManifestFile, readTextFile } from './files';
export { type Manifest, parseManifests, parseValue } from './manifest';
export { excerptOf, ManifestError, type ManifestProblem, type Position } from './manifest-error';
export { looksLikeOther, resolvePlain } from './scalar';

export { findManifestFiles, type ManifestFile, readManifests, readTextFile } from './files';
export { type Manifest, parseManifests } from './manifest';
export { excerptOf, ManifestError, type Position } from './manifest-error';
export { looksLikeOther, resolvePlain } from './scalar';

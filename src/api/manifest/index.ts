export { type ManifestFile, findManifestFiles, readManifests, readTextFile } from './files';
export { type Manifest, parseManifests } from './manifest';
export { ManifestError, type Position, excerptOf } from './manifest-error';
export { looksLikeOther, resolvePlain } from './scalar';

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { isJsonObject, type JsonObject } from '../../api/object';
import { CommandError } from '../errors';

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Fields that are acted on. */
const KNOWN = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'bases',
  'components',
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'commonAnnotations',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'images',
  'replicas',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'replacements',
  'sortOptions',
]);
/** Fields that kustomize has and that are not acted on here. */
const REFUSED = new Set([
  'vars',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'helmGlobals',
  'helmCharts',
  'helmChartInflationGenerator',
  'openapi',
  'buildMetadata',
]);
/** Old fields, and what stands in their place. */
const DEPRECATED: Readonly<Record<string, string>> = {
  bases: 'resources',
  commonLabels: 'labels',
  patchesJson6902: 'patches',
  patchesStrategicMerge: 'patches',
};

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** True when the folder has a kustomization. */
export function isKustomization(folder: string): boolean {
  return isFolder(folder) && FILES.some((name) => existsSync(join(folder, name)));
}

/** The kustomization of a folder; what is wrong with it is told as kustomize does. */
export function readKustomization(folder: string, warn: (line: string) => void): JsonObject {
  const found = FILES.filter((name) => existsSync(join(folder, name)));
  const [name] = found;
  if (name === undefined)
    throw new CommandError(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  if (found.length > 1)
    throw new CommandError(`Found multiple kustomization files under: ${folder}\n`);
  const document = parseDocument(readFileSync(join(folder, name), 'utf8'), { version: '1.1' });
  const [problem] = document.errors;
  if (problem !== undefined)
    throw new CommandError(`invalid Kustomization: ${join(folder, name)}: ${problem.message}`);
  const value: unknown = document.toJS() ?? {};
  if (!isJsonObject(value)) throw new CommandError(`${join(folder, name)} is no kustomization`);
  for (const field of Object.keys(value)) {
    if (REFUSED.has(field))
      throw new CommandError(
        `${join(folder, name)}: the field ${field} of kustomizations is not simulated; build it with kustomize and apply what that writes`,
      );
    if (!KNOWN.has(field))
      throw new CommandError(`invalid Kustomization: json: unknown field "${field}"`);
  }
  for (const [field, instead] of Object.entries(DEPRECATED)) {
    if (value[field] !== undefined)
      warn(
        `# Warning: '${field}' is deprecated. Please use '${instead}' instead. Run 'kustomize edit fix' to update your Kustomization automatically.`,
      );
  }
  return value;
}

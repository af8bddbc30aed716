import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ageOf } from '../api/age';
import type { Cell, Column, Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { Time } from '../sim/loop';

interface ColumnsData {
  readonly resources: readonly {
    readonly group: string;
    readonly version: string;
    readonly plural: string;
    readonly columns: readonly (readonly [string, string, string, number, number])[];
  }[];
}

const data: ColumnsData = JSON.parse(
  readFileSync(join(__dirname, '../api/schema/printer-columns.json'), 'utf8'),
);

const GENERIC: readonly Column[] = [
  { name: 'Name', type: 'string', format: 'name', priority: 0 },
  { name: 'Age', type: 'string', format: '', priority: 0 },
];

/** A column that is newer than the recording, and before which one it stands; at the end without. */
interface NewColumn {
  readonly name: string;
  readonly before?: string;
}

const NEWER: Readonly<Record<string, readonly NewColumn[]>> = {
  'priorityclasses.scheduling.k8s.io': [{ name: 'PreemptionPolicy' }],
  'jobs.batch': [{ name: 'Status', before: 'Completions' }],
  'cronjobs.batch': [{ name: 'Timezone', before: 'Suspend' }],
  persistentvolumes: [{ name: 'VolumeAttributesClass', before: 'Reason' }],
  persistentvolumeclaims: [{ name: 'VolumeAttributesClass', before: 'Age' }],
  'certificatesigningrequests.certificates.k8s.io': [
    { name: 'RequestedDuration', before: 'Condition' },
  ],
  'csidrivers.storage.k8s.io': [
    { name: 'StorageCapacity', before: 'Modes' },
    { name: 'TokenRequests', before: 'Modes' },
    { name: 'RequiresRepublish', before: 'Modes' },
  ],
};

/** Columns that have another name since the recording. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io': {
    AssuredConcurrencyShares: 'NominalConcurrencyShares',
  },
};

/** The columns between name and age of kinds that are newer than the recording. */
const NEW_KINDS: Readonly<Record<string, readonly string[]>> = {
  'ipaddresses.networking.k8s.io': ['ParentRef'],
  'servicecidrs.networking.k8s.io': ['CIDRs'],
  'volumeattributesclasses.storage.k8s.io': ['DriverName'],
  'validatingadmissionpolicies.admissionregistration.k8s.io': ['Validations', 'ParamKind'],
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': ['PolicyName', 'ParamRef'],
  'resourceclaims.resource.k8s.io': ['State'],
  'resourceslices.resource.k8s.io': ['Node', 'Driver', 'Pool'],
};

type Recorded = ColumnsData['resources'][number];

/** True for kinds that show nothing of their own: their name, and when they were created. */
function isGeneric({ columns }: Recorded): boolean {
  return columns.length === 2 && columns[1]?.[0] === 'Created At';
}

/** The columns of a kind's table, in order. */
export function columnsOf(kind: Kind): readonly Column[] {
  if (kind.rules.columns !== undefined) return kind.rules.columns;
  const found = data.resources.find(
    ({ group, plural }) => group === kind.group && plural === kind.plural,
  );
  const [name, age] = GENERIC as [Column, Column];
  if (found === undefined) return [name, ...(NEW_KINDS[kind.id] ?? []).map(plain), age];
  if (kind.rules.row === undefined && !isGeneric(found)) return GENERIC;
  const columns = found.columns.map(([title, type, format, priority]) => ({
    name: RENAMED[kind.id]?.[title] ?? title,
    type,
    format,
    priority,
  }));
  for (const newer of NEWER[kind.id] ?? []) {
    const at = columns.findIndex((column) => column.name === newer.before);
    columns.splice(at < 0 ? columns.length : at, 0, plain(newer.name));
  }
  return columns;
}

function plain(name: string): Column {
  return { name, type: 'string', format: '', priority: 0 };
}

/** The cells of one object, in the order of its kind's columns. */
export function cellsOf(kind: Kind, object: KubeObject, now: Time): readonly Cell[] {
  const cells = kind.rules.row?.(object, now);
  if (cells !== undefined) return cells;
  const { name, creationTimestamp } = object.metadata;
  const showsTime = columnsOf(kind)[1]?.name === 'Created At';
  return [name, showsTime ? (creationTimestamp ?? '<unknown>') : ageOf(object, now)];
}

import {
  type FieldError,
  forbidden,
  invalid,
  notFound,
  notSupported,
  required,
} from '../../field-error';
import type { Container, VolumeDevice, VolumeMount } from '../../schema/objects';
import { localDescending } from './paths';
import type { Volumes } from './volumes';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible'];

function validatePropagation(
  { mountPropagation: mode }: VolumeMount,
  isPrivileged: boolean,
  path: string,
): FieldError[] {
  if (mode === undefined) return [];
  const errors = PROPAGATIONS.includes(mode) ? [] : [notSupported(path, mode, PROPAGATIONS)];
  if (mode === 'Bidirectional' && !isPrivileged) {
    const why = 'Bidirectional mount propagation is available only to privileged containers';
    errors.push(forbidden(path, why));
  }
  return errors;
}

function validateRecursive(mount: VolumeMount, path: string): FieldError[] {
  const { recursiveReadOnly: mode, readOnly, mountPropagation = 'None' } = mount;
  if (mode === undefined || mode === 'Disabled') return [];
  if (!RECURSIVE.includes(mode)) return [notSupported(path, mode, RECURSIVE)];
  const errors: FieldError[] = [];
  if (readOnly !== true) {
    errors.push(forbidden(path, 'may only be specified when readOnly is true'));
  }
  if (mountPropagation !== 'None') {
    const why = 'may only be specified when mountPropagation is None or not specified';
    errors.push(forbidden(path, why));
  }
  return errors;
}

/** What is wrong with the part of the volume that a mount shows; upstream blames the list for its form. */
function validateSubPath(mount: VolumeMount, at: string, list: string, volumes: Volumes) {
  const { subPath = '', subPathExpr = '', name } = mount;
  const errors: FieldError[] = [];
  if (volumes.get(name)?.image !== undefined) {
    const why = 'not allowed in image volume sources';
    if (subPath !== '') errors.push(invalid(`${at}.subPath`, subPath, why));
    if (subPathExpr !== '') errors.push(invalid(`${at}.subPathExpr`, subPathExpr, why));
  }
  errors.push(...localDescending(`${list}.subPath`, subPath));
  if (subPathExpr === '') return errors;
  if (subPath !== '') {
    const why = 'subPathExpr and subPath are mutually exclusive';
    errors.push(invalid(`${at}.subPathExpr`, subPathExpr, why));
  }
  return [...errors, ...localDescending(`${list}.subPathExpr`, subPathExpr)];
}

/** What is wrong with a container's mounts. upstream: core validation, ValidateVolumeMounts */
export function validateMounts(container: Container, volumes: Volumes, path: string): FieldError[] {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const isPrivileged = container.securityContext?.privileged === true;
  const seen = new Set<string>();
  return volumeMounts.flatMap((mount, index) => {
    const at = `${path}[${index}]`;
    const { name, mountPath } = mount;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${at}.name`));
    if (!volumes.has(name)) errors.push(notFound(`${at}.name`, name));
    if (mountPath === '') errors.push(required(`${at}.mountPath`));
    if (seen.has(mountPath)) errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'));
    seen.add(mountPath);
    if (volumeDevices.some((device) => device.name === name)) {
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeDevices'));
    }
    if (volumeDevices.some((device) => device.devicePath === mountPath)) {
      const why = 'must not already exist as a path in volumeDevices';
      errors.push(invalid(`${at}.mountPath`, mountPath, why));
    }
    errors.push(...validateSubPath(mount, at, path, volumes));
    errors.push(...validatePropagation(mount, isPrivileged, `${path}.mountPropagation`));
    errors.push(...validateRecursive(mount, `${path}.recursiveReadOnly`));
    return errors;
  });
}

function validateDevice({ name }: VolumeDevice, at: string, volumes: Volumes): FieldError[] {
  const volume = volumes.get(name);
  if (volume === undefined) return [notFound(`${at}.name`, name)];
  if (volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined) return [];
  const why =
    'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
  return [invalid(`${at}.name`, name, why)];
}

/** What is wrong with a container's block devices. upstream: core validation, ValidateVolumeDevices */
export function validateDevices(
  container: Container,
  volumes: Volumes,
  path: string,
): FieldError[] {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const names = new Set<string>();
  const paths = new Set<string>();
  return volumeDevices.flatMap((device, index) => {
    const at = `${path}[${index}]`;
    const { name, devicePath } = device;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${at}.name`));
    if (names.has(name)) errors.push(invalid(`${at}.name`, name, 'must be unique'));
    errors.push(...validateDevice(device, at, volumes));
    if (devicePath === '') errors.push(required(`${at}.devicePath`));
    if (paths.has(devicePath)) {
      errors.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'));
    }
    if (devicePath.split('/').includes('..')) {
      errors.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"));
    } else paths.add(devicePath);
    if (volumeMounts.some((mount) => mount.name === name)) {
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'));
    }
    if (volumeMounts.some((mount) => mount.mountPath === devicePath)) {
      const why = 'must not already exist as a path in volumeMounts';
      errors.push(invalid(`${at}.devicePath`, devicePath, why));
    }
    if (name !== '') names.add(name);
    return errors;
  });
}

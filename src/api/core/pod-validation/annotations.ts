import type { FeatureGates } from '../../features/feature-gates';
import { type FieldError, forbidden, invalid } from '../../field-error';
import type { AppArmorProfile, PodSpec, SeccompProfile } from '../../schema/objects';
import { MIRROR } from '../mirror-pod';
import { localDescending } from './paths';
import { containersOf } from './windows';

type Annotations = Readonly<Record<string, string>>;

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const INT32 = 2 ** 31;

function isInt32(text: string): boolean {
  const value = Number(text);
  return /^(0|-?[1-9]\d*)$/.test(text) && value < INT32 && value >= -INT32;
}

function validateSeccomp(profile: string, path: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  if (profile.startsWith('localhost/')) {
    return localDescending(path, profile.slice('localhost/'.length));
  }
  return [invalid(path, profile, 'must be a valid seccomp profile')];
}

function validateAppArmor(key: string, profile: string, spec: PodSpec, path: string) {
  const name = key.slice(APP_ARMOR.length);
  const errors: FieldError[] = [];
  if (!containersOf(spec, '').some(({ container }) => container.name === name)) {
    errors.push(invalid(`${path}[${key}]`, name, 'container not found'));
  }
  const isKnown =
    ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
  if (isKnown) return errors;
  const why = `invalid AppArmor profile name: ${JSON.stringify(profile)}`;
  return [...errors, invalid(`${path}[${key}]`, profile, why)];
}

/** What is wrong with the annotations that mean something on a Pod. upstream: ValidatePodSpecificAnnotations */
export function validatePodAnnotations(
  annotations: Annotations | undefined,
  spec: PodSpec,
  path: string,
  { PodDeletionCost: minds }: FeatureGates,
): FieldError[] {
  if (annotations === undefined) return [];
  const errors: FieldError[] = [];
  const { [MIRROR]: mirror, [DELETION_COST]: cost } = annotations;
  if (mirror !== undefined && !spec.nodeName) {
    const why = 'must set spec.nodeName if mirror pod annotation is set';
    errors.push(invalid(`${path}[${MIRROR}]`, mirror, why));
  }
  if (minds && cost !== undefined && !isInt32(cost)) {
    errors.push(invalid(`${path}[${DELETION_COST}]`, cost, 'must be a 32bit integer'));
  }
  for (const [key, value] of Object.entries(annotations)) {
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER)) {
      errors.push(...validateSeccomp(value, `${path}.${key}`));
    }
    if (key.startsWith(APP_ARMOR)) errors.push(...validateAppArmor(key, value, spec, path));
  }
  return errors;
}

/** What an update may not do to a Pod's annotations. upstream: ValidatePodSpecificAnnotationUpdates */
export function validateAnnotationUpdate(
  annotations: Annotations = {},
  old: Annotations = {},
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const names = (key: string, verb: string) => {
    if (key.startsWith(APP_ARMOR)) {
      errors.push(forbidden(`${path}[${key}]`, `may not ${verb} AppArmor annotations`));
    }
    if (key === MIRROR) {
      errors.push(forbidden(`${path}[${key}]`, `may not ${verb} mirror pod annotation`));
    }
  };
  for (const [key, value] of Object.entries(old)) {
    if (annotations[key] !== value) names(key, 'remove or update');
  }
  for (const key of Object.keys(annotations)) if (old[key] === undefined) names(key, 'add');
  return errors;
}

type Profile = SeccompProfile | AppArmorProfile;

/** The annotation and the field must say the same. */
function mismatch(
  annotation: string,
  { type, localhostProfile }: Profile,
  what: 'seccomp' | 'apparmor',
  path: string,
): FieldError[] {
  const wrongType = [forbidden(`${path}.type`, `${what} type in annotation and field must match`)];
  if (type === 'Unconfined') return annotation === 'unconfined' ? [] : wrongType;
  if (type === 'RuntimeDefault') {
    const isDefault =
      annotation === 'runtime/default' || (what === 'seccomp' && annotation === 'docker/default');
    return isDefault ? [] : wrongType;
  }
  if (type !== 'Localhost') return [];
  if (!annotation.startsWith('localhost/')) return wrongType;
  if (annotation.slice('localhost/'.length) === localhostProfile) return [];
  const why = `${what} profile in annotation and field must match`;
  return [forbidden(`${path}.localhostProfile`, why)];
}

/** Blames annotations that say something else than the fields. upstream: validateSeccompAnnotationsAndFields */
export function validateProfilesMatch(
  annotations: Annotations | undefined,
  spec: PodSpec,
  path: string,
): FieldError[] {
  if (annotations === undefined) return [];
  const errors: FieldError[] = [];
  const { seccompProfile: ofPod, appArmorProfile: armorOfPod } = spec.securityContext ?? {};
  const whole = annotations[SECCOMP_POD];
  if (ofPod !== undefined && whole !== undefined) {
    errors.push(...mismatch(whole, ofPod, 'seccomp', `${path}.securityContext.seccompProfile`));
  }
  for (const { container, at } of containersOf(spec, path)) {
    const { seccompProfile, appArmorProfile = armorOfPod } = container.securityContext ?? {};
    const seccomp = annotations[`${SECCOMP_CONTAINER}${container.name}`];
    const armor = annotations[`${APP_ARMOR}${container.name}`];
    const context = `${at}.securityContext`;
    if (seccomp !== undefined && seccompProfile !== undefined) {
      errors.push(...mismatch(seccomp, seccompProfile, 'seccomp', `${context}.seccompProfile`));
    }
    if (armor !== undefined && appArmorProfile !== undefined && spec.os?.name !== 'windows') {
      errors.push(...mismatch(armor, appArmorProfile, 'apparmor', `${context}.appArmorProfile`));
    }
  }
  return errors;
}

import { type FieldError, forbidden, notSupported } from '../../field-error';

const PLUS = Array.from({ length: 15 }, (_, index) => `SIGRTMIN+${index + 1}`);
const MINUS = Array.from({ length: 14 }, (_, index) => `SIGRTMAX-${14 - index}`);
const LINUX = [
  ...'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV'.split(
    ' ',
  ),
  ...'STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'.split(' '),
]
  .map((name) => `SIG${name}`)
  .concat('SIGRTMIN', PLUS, MINUS, 'SIGRTMAX')
  .sort();
const WINDOWS = ['SIGKILL', 'SIGTERM'];

/** What is wrong with the signal that ends a container; a Pod that has one must name its system. upstream: validateStopSignal */
export function validateStopSignal(
  signal: string | undefined,
  os: string | undefined,
  path: string,
): FieldError[] {
  if (signal === undefined) return [];
  if (os === undefined) {
    return [forbidden(path, 'may not be set for containers with empty `spec.os.name`')];
  }
  const known = os === 'windows' ? WINDOWS : os === 'linux' ? LINUX : [signal];
  return known.includes(signal) ? [] : [notSupported(path, signal, known)];
}

import { configHash } from '../kustomize/config-hash';
import type { Session } from '../session';
import type { Generated } from './generator';

/** The object with the hash of what it holds in its name, when the command line says `--append-hash`. */
export function withHash(session: Session, object: Generated): Generated {
  if (!session.flags.boolean('append-hash')) return object;
  const name = `${object.metadata.name}-${configHash({ data: {}, ...object })}`;
  return { ...object, metadata: { ...object.metadata, name } };
}

import { splitCommand } from '../command-line';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { SedError, sedEditor } from './sed';

/** What a person with an editor makes of a text. */
export type Editor = (text: string) => string;

/** The editor that the environment names; `sed -i`, and `true`, which changes nothing, are built in. */
export function editorOf(session: Session): Editor {
  const environment = session.context.environment ?? {};
  const command = environment.KUBE_EDITOR || environment.EDITOR || 'vi';
  const [program = '', ...words] = splitCommand(command);
  const refuse = (why: string) =>
    new CommandError(
      `the editor ${JSON.stringify(command)} is not run here: ${why}; write for instance KUBE_EDITOR="sed -i s/old/new/" before kubectl`,
    );
  if (program === 'true') return (text) => text;
  if (program === 'false')
    throw new CommandError(`there was a problem with the editor ${JSON.stringify(command)}`);
  if (program !== 'sed') throw refuse('programs that are known are sed and true');
  try {
    return sedEditor(words);
  } catch (error) {
    if (!(error instanceof SedError)) throw error;
    throw refuse(error.message);
  }
}

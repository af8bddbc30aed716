import type { LoopCommand, Script } from './syntax';

/** True for a loop whose condition always holds and whose body never leaves it. */
export function isEndless({ condition, body, until }: LoopCommand): boolean {
  const [only] = condition;
  const command = only?.commands[0];
  if (condition.length !== 1 || only?.commands.length !== 1 || command?.kind !== 'simple')
    return false;
  const text = command.words
    .map((w) => w.map((p) => (p.kind === 'text' ? p.text : '$')).join(''))
    .join(' ');
  const always = until ? ['false'] : ['true', ':', '[ 1 ]', '[ true ]'];
  return always.includes(text) && !leaves(body);
}

function leaves(script: Script): boolean {
  return script.some(({ commands }) =>
    commands.some((command) => {
      if (command.kind === 'simple') {
        const first = command.words[0]?.[0];
        return first?.kind === 'text' && ['exit', 'break', 'return', 'exec'].includes(first.text);
      }
      if (command.kind === 'if') {
        return command.branches.some(({ body }) => leaves(body)) || leaves(command.otherwise);
      }
      return leaves(command.body);
    }),
  );
}

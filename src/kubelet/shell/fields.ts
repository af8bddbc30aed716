/** A part of a word after its expansion; what is unquoted splits at blanks. */
export interface Piece {
  readonly text: string;
  readonly splits: boolean;
}

/** The fields that the parts of one word make. */
export function fieldsOf(pieces: readonly Piece[]): string[] {
  const fields: string[] = [];
  let current: string | undefined;
  for (const { text, splits } of pieces) {
    if (!splits) {
      current = (current ?? '') + text;
      continue;
    }
    for (const [index, part] of text.split(/[ \t\n]+/).entries()) {
      if (index > 0 && current !== undefined) {
        fields.push(current);
        current = undefined;
      }
      if (part !== '') current = (current ?? '') + part;
    }
  }
  if (current !== undefined) fields.push(current);
  return fields;
}

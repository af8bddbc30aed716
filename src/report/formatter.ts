import type { Envelope } from '@cucumber/messages';
import { modelOf } from './model';
import { pageOf } from './page';

/** What cucumber-js gives to a formatter plugin, as far as it is needed here. */
interface FormatterContext {
  readonly on: (event: 'message', handler: (envelope: Envelope) => void) => void;
  readonly write: (text: string) => void;
}

/** cucumber-js formatter plugin that writes the report's page when the run has ended: `--format wavetank/report:out.html`. */
export const reportFormatter = {
  type: 'formatter',
  formatter({ on, write }: FormatterContext): () => void {
    const envelopes: Envelope[] = [];
    on('message', (envelope) => {
      envelopes.push(envelope);
    });
    return () => write(pageOf(modelOf(envelopes)));
  },
} as const;

// biome-ignore lint/style/noDefaultExport: cucumber-js looks for a formatter in a module's default export
export default reportFormatter;

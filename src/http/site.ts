import type { Served } from '../apiserver/discovery';
import type { ApiServer } from '../apiserver/server';
import type { FindUser } from './authentication';

/** What stands behind an address: the API server, and what its answers need beside it. */
export interface Site {
  readonly server: ApiServer;
  /** The resources that are served now. */
  readonly served: () => Served;
  readonly findUser: FindUser;
  /** `127.0.0.1:6443`, as discovery tells it. */
  readonly address: string;
}

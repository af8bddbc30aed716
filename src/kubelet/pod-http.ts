/** What a server in a container answers. */
export interface HttpReply {
  readonly status: number;
  readonly body: string;
}

/** A GET request to a server in a container. */
export interface HttpRequest {
  readonly port: number;
  /** With the query: `/echo?msg=hi`. */
  readonly path: string;
}

/** What a program answers to a request; undefined when it does not listen on the port. */
export type HttpServer = (request: HttpRequest) => HttpReply | undefined;

/** The network between the Pods of a cluster. */
export interface PodNetwork {
  /** The answer of the Pod that has the address; undefined when nobody answers. */
  request(address: string, request: HttpRequest): HttpReply | undefined;
}

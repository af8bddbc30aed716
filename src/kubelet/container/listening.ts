import type { Container as ContainerSpec } from '../../api/schema/objects';
import { layWebRoot, webPage, webRootOf } from '../programs/web-root';
import type { ContainerFiles } from './container-files';
import type { HttpReply, HttpRequest, HttpServer } from './pod-http';

/** On which ports a container's programs listen, and what they answer there. */
export class Listening {
  private readonly servers = new Map<number, HttpServer>();

  constructor(private readonly spec: ContainerSpec) {}

  /** True when a program has said what it answers. */
  get isKnown(): boolean {
    return this.servers.size > 0;
  }

  serve(port: number, server: HttpServer): void {
    this.servers.set(port, server);
  }

  /** What the program on the port answers. */
  ask(request: HttpRequest): HttpReply | undefined {
    return this.servers.get(request.port)?.(request);
  }

  /** True when the image serves what is on its disk. */
  get hasRoot(): boolean {
    return this.root !== undefined;
  }

  /** Puts the image's pages on the disk. */
  layPages(files: ContainerFiles): void {
    if (this.root !== undefined) layWebRoot(this.root, files);
  }

  /** What the image's own server answers: by what is on the disk, or nothing in particular. */
  page(path: string, files: ContainerFiles): HttpReply {
    const { root } = this;
    const found = root === undefined ? undefined : webPage(root, files, path);
    return found ?? { status: 200, body: '' };
  }

  private get root(): ReturnType<typeof webRootOf> {
    return webRootOf(this.spec.image ?? '');
  }

  /** True when a program listens on the port; of one that says nothing of its ports, what the container declares counts. */
  opens(port: number): boolean {
    if (this.isKnown) return this.servers.has(port);
    const { ports = [], readinessProbe, livenessProbe, startupProbe } = this.spec;
    const probed = [readinessProbe, livenessProbe, startupProbe].flatMap((probe) => {
      const asked = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
      const named = ports.find(({ name }) => name === asked)?.containerPort;
      return asked === undefined ? [] : [named ?? Number(asked)];
    });
    const known = [...ports.map(({ containerPort }) => containerPort), ...probed];
    return known.length === 0 || known.includes(port);
  }
}

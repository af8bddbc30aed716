import type { Answer } from './container/application';
import type { ContainerRuntime, Sandbox } from './container/container-runtime';
import type { HttpReply, HttpRequest } from './container/pod-http';

/** What connections to the Pods of one machine meet; whether they reach it is for others to say. */
export class SandboxNetwork {
  constructor(
    private readonly runtime: ContainerRuntime,
    /** The address of the machine, which Pods in its network share. */
    private readonly nodeIP: string,
  ) {}

  /** The Pod that a client connects to, by its uid or else its address. */
  find(address: string, podUid: string | undefined): Sandbox | undefined {
    return podUid === undefined ? this.sandboxAt(address) : this.runtime.sandbox(podUid);
  }

  /** What a client gets that connects to a Pod. */
  connect(sandbox: Sandbox, port: number): Answer {
    let answer: Answer = 'connection refused';
    for (const runs of sandbox.alive ? sandbox.containers.values() : []) {
      const own = runs.at(-1)?.application.connect(port);
      if (own === 'answered') return own;
      if (own !== undefined && own !== 'connection refused') answer = own;
    }
    return answer;
  }

  /** What the Pod with the address answers; undefined when there is none here, or it does not listen. */
  request(address: string, request: HttpRequest): HttpReply | undefined {
    for (const sandbox of this.sandboxesAt(address)) {
      for (const runs of sandbox.containers.values()) {
        const reply = runs.at(-1)?.application.request(request);
        if (reply !== undefined) return reply;
      }
    }
    return undefined;
  }

  /** The Pod that has the address; those that share the node's, if it is that. */
  private sandboxesAt(address: string): readonly Sandbox[] {
    if (address !== this.nodeIP) {
      const own = this.sandboxAt(address);
      return own === undefined ? [] : [own];
    }
    return [...this.runtime.all()].filter(({ alive, ip }) => alive && ip === '');
  }

  private sandboxAt(address: string): Sandbox | undefined {
    for (const sandbox of this.runtime.all()) {
      if (sandbox.alive && sandbox.ip === address) return sandbox;
    }
    return undefined;
  }
}

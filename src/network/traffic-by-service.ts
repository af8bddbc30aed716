import { Traffic, type TrafficParts } from './traffic';

/** The streams of requests of a cluster, one for each Service that somebody asked about. */
export class TrafficByService {
  private readonly streams = new Map<string, Traffic>();

  constructor(private readonly parts: TrafficParts) {}

  /** The stream to a Service, by its key; nothing is sent until it has a rate. */
  to(service: string): Traffic {
    let traffic = this.streams.get(service);
    if (traffic === undefined) {
      const random = this.parts.random.stream(`traffic/${service}`);
      traffic = new Traffic({ ...this.parts, random }, service);
      this.streams.set(service, traffic);
    }
    return traffic;
  }
}

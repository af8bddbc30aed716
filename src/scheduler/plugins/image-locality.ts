import { MAX_SCORE, type Plugin, SKIP_SCORE } from '../framework';

const MB = 1024 * 1024;
/** Images smaller than this do not matter; a container has at most as much. upstream: plugins/imagelocality */
const MIN_THRESHOLD = 23 * MB;
const MAX_CONTAINER_THRESHOLD = 1000 * MB;

interface Weighted {
  readonly image: string;
  /** The part of all nodes that have it: what few have must not draw everybody there. */
  readonly spread: number;
}

interface State {
  readonly images: readonly Weighted[];
  readonly most: number;
}

/** Prefers nodes that have the images already. upstream: plugins/imagelocality */
export const imageLocality: Plugin<undefined> = {
  name: 'ImageLocality',
  weight: 1,
  prepareScore({ shape }, _candidates, snapshot) {
    const images: Weighted[] = [];
    for (const image of shape.images) {
      const count = snapshot.nodesWithImage(image);
      if (count > 0) images.push({ image, spread: count / snapshot.nodes.length });
    }
    if (images.length === 0) return SKIP_SCORE;
    return { images, most: MAX_CONTAINER_THRESHOLD * shape.images.length };
  },
  score(_pod, { nodes }, scores, state) {
    const { images, most } = state as State;
    nodes.forEach((node, i) => {
      let sum = 0;
      for (const { image, spread } of images) {
        sum += Math.trunc((node.images.get(image) ?? 0) * spread);
      }
      const counted = Math.min(Math.max(sum, MIN_THRESHOLD), most);
      scores[i] = Math.trunc((MAX_SCORE * (counted - MIN_THRESHOLD)) / (most - MIN_THRESHOLD));
    });
  },
};

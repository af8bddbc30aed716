// A webhook that wants each image to have a tag of its own, and labels Pods with who made them.
import { type AdmissionQuestion, defineWebhook, type KubeObject } from 'wavetank';

interface Pod extends KubeObject {
  readonly spec: {
    readonly containers: readonly { readonly name: string; readonly image: string }[];
  };
}

function moving({ object }: AdmissionQuestion): string | undefined {
  const { containers } = (object as Pod).spec;
  return containers.find(({ image }) => !/:[^/]+$/.test(image) || image.endsWith(':latest'))?.image;
}

export const tags = defineWebhook({
  host: 'tags.example.com',
  review(question) {
    const image = moving(question);
    if (image === undefined) return true;
    return {
      allowed: false,
      message: `the image "${image}" may be another one tomorrow`,
      code: 403,
    };
  },
});

export const authors = defineWebhook({
  host: 'authors.example.com',
  review({ object, userInfo }) {
    const labels = { ...object?.metadata.labels, author: userInfo.username };
    return { allowed: true, patch: [{ op: 'add', path: '/metadata/labels', value: labels }] };
  },
});

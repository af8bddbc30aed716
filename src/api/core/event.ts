import { defineKind } from '../kind';
import type { Event } from '../schema/objects';

export const Events = defineKind<Event>('v1', 'Event', {});

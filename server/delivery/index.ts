// The delivery domain's one door: invitations by mail, letter and text, reminders, unsubscribing.
export type { DeliverySources } from './delivery-facts.ts';
export { createDeliveryRoutes } from './delivery-routes.ts';
export { createDeliveryService, type DeliveryService } from './delivery-service.ts';
export type { Mail } from './mail-model.ts';
export { createMailRunner, type MailRunner } from './mail-runner.ts';
export { createMailStore, type MailStore } from './mail-store.ts';
export type { Recipient } from './recipient-rules.ts';
export { pageWord, qrWords } from './region-letters.ts';
export { createPost } from './smtp-post.ts';
export { createUnsignedDelivery, type UnsignedDelivery } from './unsigned-delivery.ts';
export { createUnsubscribeRoutes } from './unsubscribe-routes.ts';
export { createMailWriter } from './write-mail.ts';
export { coordinatorCode, eventWords, type Message } from './write-message.ts';

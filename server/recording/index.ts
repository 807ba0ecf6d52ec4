// The recording domain's one door: recordings through LiveKit Egress, when one is configured.
export { createRecorder, type Recorder, type Told, toldOf } from './recorder.ts';
export { createRecordingService, type RecordingService } from './recording-service.ts';
export { createRecordingStore } from './recording-store.ts';

export { naiveForward, type NaiveOutputs } from './naive-forward.ts';
export * from './read-protobuf.ts';
export { readOnnx, runOnnx, type OnnxGraph } from './run-onnx.ts';
export { CHOOSING_NETWORK, SMALL_NETWORK, smallCheckpoint, smallModel } from './small-model.ts';
export { readStrictSafetensors, type StrictTensors } from './strict-safetensors.ts';
export { readStrictZip } from './strict-zip.ts';

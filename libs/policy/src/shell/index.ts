export { readModelFile, writeModelFile, type ModelFile } from './model-file.ts';

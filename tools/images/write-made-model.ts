// Writes a model of the architecture and size of a real one, with made weights: `npx tsx tools/images/write-made-model.ts CLASS FOLDER`. It takes
// the place of the real one where only sizes and times matter; its vectors mean nothing.
import {
  BERT_BASE,
  MINILM_L6,
  writeRandomTransformer,
  XLM_R_BASE,
} from '../../server/adapters/inference/testing/random-transformer.ts'

const SHAPES = { 'minilm-class': MINILM_L6, 'e5-base-class': BERT_BASE, 'bge-reranker-base-class': XLM_R_BASE }

const [name = '', folder = ''] = process.argv.slice(2)
const shape = Object.entries(SHAPES).find(([each]) => each === name)?.[1]
if (shape === undefined || folder === '') {
  throw new Error(`write-made-model: ${Object.keys(SHAPES).join('|')} FOLDER`)
}
await writeRandomTransformer(folder, shape, 1)

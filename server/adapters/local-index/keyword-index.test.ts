import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keywordIndexContract } from '../../ports/keyword-index.contract.ts'
import { createLocalKeywordIndex } from './keyword-index.ts'

keywordIndexContract(
  'local files',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keyword-index-'))
    return {
      open: () => createLocalKeywordIndex({ folder }),
      cleanUp: () => rm(folder, { recursive: true, force: true }),
    }
  },
  { k1: 1.2, b: 0.75 },
)

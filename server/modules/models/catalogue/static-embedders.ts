import type { ModelManifest } from '@learnpath/contracts'
import { config, NO_INSTRUCTIONS, tokenizer, weights } from './manifest-parts.ts'

/** The reference implementation (Model2Vec) reads this many tokens of a text unless told otherwise. */
const MAXIMUM_TOKENS = 512

export const STATIC_EMBEDDERS: readonly ModelManifest[] = [
  {
    id: 'potion-base-8m',
    title: 'potion-base-8M',
    repository: 'minishlab/potion-base-8M',
    revision: 'bf8b056651a2c21b8d2565580b8569da283cab23',
    license: 'MIT',
    task: 'embed',
    runtime: 'static',
    dimensions: 256,
    pooling: 'mean',
    normalize: true,
    instructions: NO_INSTRUCTIONS,
    maximumTokens: MAXIMUM_TOKENS,
    languages: ['en'],
    parameters: 7_559_168,
    recommendedUse: 'English on the smallest machines: 30 MB, and no time worth speaking of.',
    files: [
      weights('model.safetensors', [30_236_760, 'f65d0f325faadc1e121c319e2faa41170d3fa07d8c89abd48ca5358d9a223de2']),
      tokenizer([683_666, 'e67e803f624fb4d67dea1c730d06e1067e1b14d830e2c2202569e3ef0f70bb50']),
      config([202, '2a6ac0e9aaa356a68a5688070db78fc3a464fefe85d2f06a1905ce3718687553']),
    ],
  },
  {
    id: 'potion-retrieval-32m',
    title: 'potion-retrieval-32M',
    repository: 'minishlab/potion-retrieval-32M',
    revision: '6fc8051fab2a1e0ee76689cf08c853792ac285e7',
    license: 'MIT',
    task: 'embed',
    runtime: 'static',
    dimensions: 512,
    pooling: 'mean',
    normalize: true,
    instructions: NO_INSTRUCTIONS,
    maximumTokens: MAXIMUM_TOKENS,
    languages: ['en'],
    parameters: 32_302_592,
    recommendedUse: 'English, very quick, and the static model that was made for search.',
    files: [
      weights('model.safetensors', [129_210_456, '07609e5bd33aad37900b3fd62f4ec96f6daec88ca4d46b9d8b928bfababf6ea0']),
      tokenizer([1_493_150, '7d75cbc54318138807c401b0f0c9721117c628b39de8e8e0edb6cb17e0ee7d18']),
      config([202, '63c00d90824c832c04ec1d02b6a983fb90489bf049f29fbff15ba481b8a432ee']),
    ],
  },
  {
    id: 'potion-multilingual-128m',
    title: 'potion-multilingual-128M',
    repository: 'minishlab/potion-multilingual-128M',
    revision: '73908c3438cf03b6a01bcb9611d62b23d0726f08',
    license: 'MIT',
    task: 'embed',
    runtime: 'static',
    dimensions: 256,
    pooling: 'mean',
    normalize: true,
    instructions: NO_INSTRUCTIONS,
    maximumTokens: MAXIMUM_TOKENS,
    languages: ['multi'],
    parameters: 128_090_368,
    recommendedUse: 'A hundred languages, very quick; large in memory for what it does.',
    files: [
      weights('model.safetensors', [512_361_560, '14b5eb39cb4ce5666da8ad1f3dc6be4346e9b2d601c073302fa0a31bf7943397']),
      tokenizer([18_616_131, '19f1909063da3cfe3bd83a782381f040dccea475f4816de11116444a73e1b6a1']),
      config([271, '595e4cab2093732efd5dbe084fd5c1826b5eea693b73b4c1fd971672867d2e54']),
    ],
  },
]

import type { DescribedGraph } from './described-graph.double.ts'

/** Documents of the small library that the stored graph of tests is about, by path. */
export const CELL_TEXTS: Readonly<Record<string, string>> = {
  'cells.txt': `Every living thing is made of cells. The plasma membrane, also called the cell membrane, surrounds each cell.

A plasma membrane is a membrane. Osmosis depends on the plasma membrane. Osmosis is the diffusion of water.

The mitochondrion is a part of the cell. Mitochondria make ATP. Every mitochondrion has a membrane of its own.`,
  'energy.txt': `Adenosine triphosphate (ATP) stores energy. Cellular respiration uses oxygen, and it depends on the mitochondrion.

Lack of oxygen causes fatigue. Peter Mitchell explained in 1961 how ATP is made.`,
  'history.txt': `Peter Mitchell worked in Edinburgh. P. Mitchell received a prize in 1978.

Robert Hooke saw cells in cork. Hooke worked in London.`,
  'standards.txt': `Controllers are programmed as IEC 61131-3 says. A controller uses a ladder diagram.`,
}

/** Two entities (controller, ladder diagram) have no way to the others. */
export const CELL_GRAPH: DescribedGraph = {
  entities: [
    { names: ['cell', 'cells'], type: 'concept', conceptId: 'con_cell', importance: 0.95 },
    {
      names: ['plasma membrane', 'cell membrane'],
      type: 'concept',
      conceptId: 'con_plasma_membrane',
      importance: 0.9,
      reasons: [{ name: 'cell membrane', reason: 'alias', says: 'The plasma membrane, also called the cell membrane' }],
    },
    { names: ['membrane'], type: 'concept', conceptId: 'con_membrane', importance: 0.7 },
    { names: ['osmosis'], type: 'concept', conceptId: 'con_osmosis', importance: 0.65 },
    { names: ['diffusion'], type: 'concept', conceptId: 'con_diffusion', importance: 0.5 },
    {
      names: ['mitochondrion', 'mitochondria'],
      type: 'concept',
      conceptId: 'con_mitochondrion',
      importance: 0.8,
      reasons: [{ name: 'mitochondria', reason: 'spelling', says: null }],
    },
    {
      names: ['ATP', 'adenosine triphosphate'],
      type: 'concept',
      conceptId: 'con_atp',
      importance: 0.75,
      reasons: [{ name: 'adenosine triphosphate', reason: 'acronym', says: 'Adenosine triphosphate (ATP)' }],
    },
    { names: ['cellular respiration'], type: 'concept', conceptId: 'con_respiration', importance: 0.6 },
    { names: ['oxygen'], type: 'concept', conceptId: 'con_oxygen', importance: 0.45 },
    { names: ['fatigue'], type: 'concept', conceptId: 'con_fatigue', importance: 0.2 },
    { names: ['Peter Mitchell'], type: 'person', importance: 0.4 },
    { names: ['P. Mitchell'], type: 'person', importance: 0.15 },
    { names: ['Edinburgh'], type: 'place', importance: 0.1 },
    { names: ['Robert Hooke', 'Hooke'], type: 'person', importance: 0.3 },
    { names: ['London'], type: 'place', importance: 0.1 },
    { names: ['IEC 61131-3'], type: 'standard', importance: 0.1 },
    { names: ['controller', 'controllers'], type: 'concept', conceptId: 'con_controller', importance: 0.35 },
    { names: ['ladder diagram'], type: 'concept', conceptId: 'con_ladder', importance: 0.25 },
  ],
  relations: [
    {
      source: 'plasma membrane',
      kind: 'is-a',
      target: 'membrane',
      says: 'A plasma membrane is a membrane.',
      confidence: 0.9,
    },
    {
      source: 'osmosis',
      kind: 'depends-on',
      target: 'plasma membrane',
      says: 'Osmosis depends on the plasma membrane.',
      confidence: 0.85,
    },
    {
      source: 'osmosis',
      kind: 'defined-as',
      target: 'diffusion',
      says: 'Osmosis is the diffusion of water.',
      confidence: 0.8,
    },
    {
      source: 'mitochondrion',
      kind: 'part-of',
      target: 'cell',
      says: 'The mitochondrion is a part of the cell.',
      confidence: 0.95,
    },
    {
      source: 'cellular respiration',
      kind: 'uses',
      target: 'oxygen',
      says: 'Cellular respiration uses oxygen, and it depends on the mitochondrion.',
      confidence: 0.8,
    },
    {
      source: 'cellular respiration',
      kind: 'depends-on',
      target: 'mitochondrion',
      says: 'Cellular respiration uses oxygen, and it depends on the mitochondrion.',
      confidence: 0.7,
    },
    { source: 'oxygen', kind: 'causes', target: 'fatigue', says: 'Lack of oxygen causes fatigue.', confidence: 0.75 },
    {
      source: 'ATP',
      kind: 'related',
      target: 'mitochondrion',
      says: 'Mitochondria make ATP.',
      confidence: 0.5,
      origin: 'statistics',
      rule: 'pmi',
    },
    {
      source: 'membrane',
      kind: 'related',
      target: 'mitochondrion',
      says: 'Every mitochondrion has a membrane of its own.',
      confidence: 0.3,
      origin: 'statistics',
      rule: 'pmi',
    },
    {
      source: 'cell',
      kind: 'related',
      target: 'plasma membrane',
      says: 'The plasma membrane, also called the cell membrane, surrounds each cell.',
      confidence: 0.4,
      origin: 'statistics',
      rule: 'pmi',
    },
    {
      source: 'ATP',
      kind: 'related',
      target: 'Peter Mitchell',
      says: 'Peter Mitchell explained in 1961 how ATP is made.',
      confidence: 0.35,
      origin: 'statistics',
      rule: 'pmi',
    },
    {
      source: 'controller',
      kind: 'uses',
      target: 'ladder diagram',
      says: 'A controller uses a ladder diagram.',
      confidence: 0.8,
    },
  ],
  reviews: [
    {
      first: 'P. Mitchell',
      second: 'Peter Mitchell',
      similarity: 0.81,
      score: 0.7,
      reasons: ['same last word', 'an initial fits'],
    },
    {
      first: 'cell',
      second: 'cell membrane',
      similarity: 0.6,
      score: 0.2,
      reasons: ['one name starts with the other'],
    },
  ],
}

const TERMS = [
  ['Osmosis', 'the movement of water through a membrane that lets some substances pass and not others'],
  ['Diffusion', 'the spreading of particles from where there are many to where there are few'],
  ['A membrane', 'a thin layer that surrounds a cell and lets some substances pass'],
  ['Photosynthesis', 'the process by which plants make sugar from light, water and carbon dioxide'],
  ['Respiration', 'the process by which cells release energy from sugar'],
  ['A ribosome', 'the part of a cell that makes proteins from amino acids'],
  ['The nucleus', 'the part of a cell that holds the genetic material'],
  ['An enzyme', 'a protein that speeds up a chemical reaction in a cell'],
]

/** A text that defines so many terms that plans, quizzes and cards can be made of it. */
export const CELL_BIOLOGY = TERMS.map(
  ([term, meaning]) => `${term} is ${meaning}. Cells depend on ${term?.toLowerCase()} every day.`,
).join('\n\n')

/** Chosen on the development half of the two-document questions; see docs/decisions (search through the graph). */
export const MODES = {
  /** Passages of the ordinary search that mixing starts from. */
  ordinaryPassages: 50,
  /** The best of them, from whose entities others are looked for. */
  firstPassages: 5,
  /** The best of them that keep their place: mixing leaves alone what answers a simple question. */
  keptPassages: 2,
  /** An entity of more passages tells nothing of any of them. */
  tellingPassages: 200,
  /** Places of entities read for one question, the rarest entities first. */
  mostPlaces: 8000,
  /** Passages looked at for each first passage. */
  linkedPassages: 40,
  /** Passages of one entity, those that name it most first. */
  placesOfEntity: 100,
  /** Relations followed from an entity in each direction, the surest first. */
  relationsOfEntity: 12,
  /** What a neighbour weighs beside the entity that the question names. */
  neighbourWeight: 0.5,
  /** Relations whose evidence is read. */
  relations: 80,
  /** Passages that the graph puts in order. */
  depth: 100,
  /** A name in a question has no more words. */
  longestName: 5,
  /** Relations told with the answer. */
  relationsShown: 20,
} as const

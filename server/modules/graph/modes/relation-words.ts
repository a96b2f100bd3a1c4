import type { RelationKind } from '@learnpath/contracts'

/** Words of a question, in small letters, that ask for relations of a kind; in English and German. */
const ASKING: Readonly<Partial<Record<RelationKind, RegExp>>> = {
  'is-a': /\b(?:kinds?|types?|class|classified|art|arten|typ|sorte|gehört zu)\b/u,
  'part-of':
    /\b(?:parts?|consists?|composed|contains?|made up|belongs?|teil|teile|besteht|bestehen|enthält|gehör\w*)\b/u,
  causes:
    /\b(?:causes?|caused|why|leads?|results?|effects?|produces?|warum|verursach\w*|führt|bewirk\w*|entsteht|wodurch)\b/u,
  'depends-on': /\b(?:depends?|requires?|needs?|needed|hängt|abhäng\w*|benötig\w*|braucht|voraussetz\w*)\b/u,
  'defined-as':
    /\b(?:what (?:is|are)|means?|meaning|definition|defined|called|was ist|was sind|bedeutet|heißt|versteht)\b/u,
  uses: /\b(?:uses?|used|using|with which|by which|verwend\w*|nutz\w*|benutz\w*|womit|mit welche[mnr])\b/u,
  'example-of': /\b(?:examples?|such as|beispiel\w*)\b/u,
}

/** Whether a question asks for relations of the kind by its words. */
export function asksFor(kind: RelationKind, question: string): boolean {
  return ASKING[kind]?.test(question.toLowerCase()) ?? false
}

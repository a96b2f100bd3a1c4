import { describe, expect, test } from 'vitest'
import { detectLanguage } from './detect-language.ts'

describe('detectLanguage', () => {
  test.each([
    ['en', 'The mitochondrion is the powerhouse of the cell and has two membranes.'],
    ['en', 'What is the contrast ratio of a colour?'],
    ['de', 'Das Mitochondrium ist das Kraftwerk der Zelle und hat zwei Membranen.'],
    ['de', 'Wie groß ist die Entfernung zum Mond?'],
    ['fr', "La mitochondrie est la centrale électrique de la cellule et l'on y trouve deux membranes."],
    ['es', 'La mitocondria es la central eléctrica de la célula y tiene dos membranas.'],
    ['it', 'Il mitocondrio è la centrale elettrica della cellula e ha due membrane.'],
    ['nl', 'Het mitochondrion is de energiecentrale van de cel en heeft twee membranen.'],
    ['pt', 'A mitocôndria é a central elétrica da célula e não tem apenas uma membrana.'],
    ['sv', 'Mitokondrien är cellens kraftverk och den har två membran som är olika.'],
    ['pl', 'Mitochondrium jest elektrownią komórki i ma dwie błony, które różnią się budową.'],
    ['ru', 'Митохондрия является электростанцией клетки и имеет две мембраны.'],
    ['uk', 'Мітохондрія є електростанцією клітини і має дві мембрани, що відрізняються.'],
    ['el', 'Το μιτοχόνδριο είναι το εργοστάσιο ενέργειας του κυττάρου.'],
    ['zh', '线粒体是细胞的发电厂。'],
    ['ja', 'ミトコンドリアは細胞の発電所です。'],
    ['ko', '미토콘드리아는 세포의 발전소이다.'],
    ['ar', 'الميتوكوندريا هي محطة توليد الطاقة في الخلية.'],
    ['he', 'המיטוכונדריה היא תחנת הכוח של התא.'],
    ['th', 'ไมโทคอนเดรียเป็นแหล่งพลังงานของเซลล์'],
  ])('%s: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language)
  })

  test.each([
    [''],
    ['12 345 67,8 | 99'],
    ['IEC 61131-3'],
    ['const x = foo(bar[i]); return x ?? baz'],
    ['fn main() { println!("{}", v.iter().map(|x| x + 1).sum::<i32>()); }'],
    ['Homo sapiens, Mus musculus, Escherichia coli'],
  ])('is unsure of %s', (text) => {
    expect(detectLanguage(text)).toBe('und')
  })

  test('a foreign preface does not decide for a long text', () => {
    const german = 'Die Zelle ist die kleinste lebende Einheit aller Organismen, und sie teilt sich. '
    const english = 'This book is dedicated to all of the students who have helped me with it. '
    expect(detectLanguage(english.repeat(5) + german.repeat(400))).toBe('de')
  })
})

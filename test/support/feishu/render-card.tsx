// A card as the client shows it: the coloured header with its tags, and the body.
import { allElements, isObject, type Json, objects, titleOf, topElements, wordsOf } from './card-tree.ts'
import { type Drawing, Elements, isPressable } from './render-element.tsx'
import { colourOf } from './render-markdown.tsx'

/** The buttons that can be pressed, in the order of reading: the page tells by its place which one was. */
const pressable = (card: Json): Json[] =>
  allElements(card).filter((element) => element.tag === 'button' && isPressable(element))

export function CardView({ card, drawing }: { card: Json; drawing: Omit<Drawing, 'placeOf'> }) {
  const buttons = pressable(card)
  const placed = { ...drawing, placeOf: (button: Json) => buttons.indexOf(button) }
  return (
    <article class="card">
      {isObject(card.header) && <Header header={card.header} title={titleOf(card)} />}
      <div class="body stack">
        <Elements elements={topElements(card)} drawing={placed} />
      </div>
    </article>
  )
}

function Header({ header, title }: { header: Json; title: string }) {
  const subtitle = wordsOf(header.subtitle)
  return (
    <header class={`head-${colourOf(header.template)}`}>
      <h3>
        {title}
        {objects(header.text_tag_list).map((tag) => (
          <span class={`tag tag-${colourOf(tag.color)}`}>{wordsOf(tag.text)}</span>
        ))}
      </h3>
      {subtitle && <p>{subtitle}</p>}
    </header>
  )
}

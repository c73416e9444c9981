// A page of a few sentences: nothing at this address, or where the desk is to be found.

export interface PlainPageProps {
  lang: 'zh-CN' | 'en'
  product: string
  title: string
  lines: string[]
  links: { href: string; label: string }[]
  stylesheet: string
}

export function PlainPage({ lang, product, title, lines, links, stylesheet }: PlainPageProps) {
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${product}`}</title>
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>
          <p class="product">{product}</p>
          <h1>{title}</h1>
          {lines.map((line) => (
            <p>{line}</p>
          ))}
          {links.map(({ href, label }) => (
            <p>
              <a href={href}>{label}</a>
            </p>
          ))}
        </main>
      </body>
    </html>
  )
}

// The page on which an administrator logs a channel's account in: how it stands, and the code to scan.

export interface ChannelPageProps {
  lang: 'zh-CN' | 'en'
  title: string
  /** Null where nothing is known. */
  state: string | null
  /** Already in the institution's time and words; null where nothing is known. */
  since: string | null
  account: string | null
  /** The reason, as the platform or the program said it. */
  why: string | null
  /** An image of the code, as a data URL; null where none is to be scanned. */
  code: string | null
  stylesheet: string
}

const WORDS = {
  'zh-CN': {
    product: '值班台',
    nothing: '尚无状态，请稍候再看。',
    stands: (state: string, since: string) => `${state}，自${since}起`,
    account: (name: string) => `账号：${name}`,
    why: (reason: string) => `原因：${reason}`,
    scan: '请用值班台专用的微信号扫描二维码，并在手机上确认。二维码会定时更换，本页每10秒自动刷新。',
    alt: '登录二维码',
  },
  en: {
    product: 'Zhiban',
    nothing: 'Nothing is known yet; please look again in a moment.',
    stands: (state: string, since: string) => `${state} (since ${since})`,
    account: (name: string) => `Account: ${name}`,
    why: (reason: string) => `Cause: ${reason}`,
    scan: 'Scan this with the desk’s own WeChat account, and confirm on the phone. The code changes now and then; this page refreshes itself every 10 seconds.',
    alt: 'Code to log in',
  },
}

const REFRESH_S = 10

export function ChannelPage({ lang, title, state, since, account, why, code, stylesheet }: ChannelPageProps) {
  const words = WORDS[lang]
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta http-equiv="refresh" content={String(REFRESH_S)} />
        <title>{`${title} · ${words.product}`}</title>
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>
          <p class="product">{words.product}</p>
          <h1>{title}</h1>
          <p>{state === null ? words.nothing : since === null ? state : words.stands(state, since)}</p>
          {account === null ? null : <p>{words.account(account)}</p>}
          {why === null ? null : <p>{words.why(why)}</p>}
          {code === null ? null : (
            <>
              <p>{words.scan}</p>
              <img src={code} alt={words.alt} width="240" height="240" />
            </>
          )}
        </main>
      </body>
    </html>
  )
}

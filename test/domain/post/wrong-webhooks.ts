// Wrong files of webhooks: edits of a right one and files that are none, with what is said of each in English.

export const RIGHT = `webhooks:
  - name: news-watch
    secret-env: NEWS_WATCH_SECRET
    signature: { header: X-Signature, algorithm: hmac-sha256, encoding: hex, prefix: "sha256=" }
    timestamp: { header: X-Timestamp }
    items: data.list
    id: id
    time-format: YYYY-MM-DD HH:mm:ss
    map:
      url: [link, mobile.link]
      title: title
      text: content
      platform: { value: 微博 }
      publishedAt: published
      discoveredAt: { path: [seen, found], time-format: unix-milliseconds }
      metrics: { reads: stats.reads, comments: "stats.list[0]" }
      level: { value: 2 }
`

export const WRONG: [right: string, wrong: string, said: RegExp][] = [
  ['title: title', 'titel: title', /^w\.yaml:11:7 webhooks\[1\]\.map: .*did you mean "title"\?$/],
  ['title: title', 'author: name', /^w\.yaml:11:7 .*there is no key "author" here/],
  [
    'title: title',
    'title: user.name',
    /^w\.yaml:11:14 webhooks\[1\]\.map\.title: "user\.name" tells who posted.*principle/,
  ],
  [
    '[link, mobile.link]',
    '[link, author.url]',
    /^w\.yaml:10:19 webhooks\[1\]\.map\.url\[2\]: "author\.url" tells who posted/,
  ],
  ['title: title', 'title: 作者', /^w\.yaml:11:14 .*tells who posted/],
  ['title: title', 'title: a b', /^w\.yaml:11:14 .*"a b" is not a path/],
  ['title: title', 'title: a[x]', /^w\.yaml:11:14 .*is not a path/],
  ['title: title', 'title: 7', /^w\.yaml:11:14 .*7 is not a path: write link/],
  ['title: title', 'title: { valeu: x }', /^w\.yaml:11:16 .*did you mean "value"\?/],
  ['title: title', 'title: []', /^w\.yaml:11:14 .*list is empty/],
  ['title: title', 'title:', /^w\.yaml:11:7 .*nothing is written here/],
  ['unix-milliseconds', 'unix', /^w\.yaml:15:57 .*"unix" is not a form of time: .*[Ww]rite one of iso/],
  ['time-format: YYYY-MM-DD HH:mm:ss', 'time-format: DD.MM.YYYY', /^w\.yaml:8:18 .*is not a form of time/],
  ['secret-env: NEWS_WATCH_SECRET', 'secret: abc', /"secret-env" is missing/],
  ['NEWS_WATCH_SECRET', 's3cret-value', /^w\.yaml:3:17 (?!.*s3cret).*the secret itself never stands here/],
  ['NEWS_WATCH_SECRET', 'ZHIBAN_API_TOKEN', /^w\.yaml:3:17 .*desk's own/],
  ['hmac-sha256', 'md5', /^w\.yaml:4:50 .*is not a way to sign/],
  ['X-Timestamp }', 'X-Timestamp, tolerance: 2h }', /^w\.yaml:5:50 .*at most 1h/],
  ['X-Timestamp }', 'X-Timestamp, tolerance: 1wd }', /^w\.yaml:5:50 .*at most 1h/],
  ['name: news-watch', 'name: News Watch', /^w\.yaml:2:11 .*is not a name/],
  ['items: data.list', 'items: data..list', /^w\.yaml:6:12 .*is not a path/],
]

export const TWICE = RIGHT + RIGHT.slice('webhooks:\n'.length)
export const NEITHER = RIGHT.replace(/\n {6}url:.*/, '').replace(/\n {6}text:.*/, '')
export const NONE = ['', 'webhooks: []', '- a']

// Events of the first schema, as the platform's older documentation gives them; the values are ours.
import type { Documented } from './events.ts'

const CHAT = 'oc_fedcba9876543210fedcba9876543210'

const message = (msg_type: string, content: object): Documented => ({
  uuid: 'ffeeddccbbaa99887766554433221100',
  token: 'documented-verification-token',
  ts: '1791508800.123456',
  type: 'event_callback',
  event: {
    type: 'message',
    app_id: 'cli_a0b1c2d3e4f50617',
    tenant_key: '17a2b3c4d5e6f708',
    root_id: '',
    parent_id: '',
    open_chat_id: CHAT,
    chat_type: 'private',
    open_id: 'ou_a1000000000000000000000000000000',
    employee_id: 'a1000000',
    union_id: 'on_a1000000000000000000000000000000',
    is_mention: false,
    msg_type,
    open_message_id: `om_${msg_type.padEnd(32, '0')}`,
    ...content,
  },
})

/** One entry of a record: it has no author, and its time is a number of seconds. */
const entry = (msg_type: string, content: object, create_time: number) => ({
  root_id: '',
  parent_id: '',
  open_chat_id: CHAT,
  msg_type,
  open_id: '',
  open_message_id: `om_entry_${create_time}`,
  is_mention: false,
  ...content,
  create_time,
})

export const eventsV1 = {
  text: message('text', {
    text: '<at open_id="ou_bot">@值班台</at> 路口积水 <at open_id="ou_li">@李四</at>',
    text_without_at_bot: '路口积水 <at open_id="ou_li">@李四</at>',
  }),
  image: message('image', {
    image_height: '600',
    image_width: '800',
    image_key: 'img_00000000-0000-4000-8000-000000000001',
  }),
  post: message('post', {
    text: '<p>路口积水</p><figure><img src="https://files.example.com/1" origin-width="800" origin-height="600"/></figure>',
    text_without_at_bot: '路口积水',
    title: '积水',
    image_keys: ['img_00000000-0000-4000-8000-000000000001', 'img_00000000-0000-4000-8000-000000000002'],
  }),
  merge_forward: message('merge_forward', {
    user: '7000000000000000001',
    msg_list: [
      entry('image', { image_key: 'img_00000000-0000-4000-8000-000000000003' }, 1791508700),
      entry('text', { text: '东门也有' }, 1791508760),
    ],
  }),
}

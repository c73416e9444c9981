// What masking leaves as it is: the other numbers an office writes, and addresses of pages.

import { describe, expect, test } from 'vitest'
import { mask } from '../../../src/domain/masking/mask.ts'

describe('what is no personal data survives', () => {
  test.each([
    ['a date', '2026-10-09'],
    ['a date and time', '2026-10-09 13:45:00'],
    ['a compact date and time', '20261009134500'],
    ['a compact date', '上报日期20261009'],
    ['two dates', '2026-10-09至2026-11-09'],
    ['a date and an interval', '10月9日9:20-10:20'],
    ['a case number', '案件2026-0023，#23'],
    ['a paper number', '浙建发〔2026〕13号'],
    ['an order number', '订单号：15012345678'],
    ['a long order number', '订单编号 2026071313812345678'],
    ['a waybill', '运单号13812345678901'],
    ['an account of a shop, of letters and digits', 'DD13812345678'],
    ['a SHA', '3f13812345678b9c'],
    ['an IMEI', 'IMEI 860123456789012'],
    ['a timestamp', '1760000000000'],
    ['a timestamp in seconds', '1760000000'],
    ['an amount in yuan', '项目总投资15000000000元'],
    ['an amount with decimals', '合计13812345678.50'],
    ['an amount with a sign', '￥13812345678'],
    ['an amount with commas', '13,812,345,678'],
    ['three amounts', '1500 2000 300'],
    ['a price and dates', '130 20261009'],
    ['years', '150 2025 2026'],
    ['a list of scores', '13 45 67 89 10 1'],
    ['twelve single digits', '1 3 5 7 9 2 4 6 8 0 1 2'],
    ['a ratio', '3.13812345678 倍'.replace('3.', '比值 3.')],
    ['a version', 'v1.13.0-rc.2'],
    ['an address of the network', '192.168.100.101:8080'],
    ['an IPv6', '2001:db8::1380:1234:5678'],
    ['a hotline', '请拨打12345'],
    ['short numbers', '110、119、120、12315、95588、10086'],
    ['a 400 number', '400-123-4567'],
    ['a 400 number in one', '客服4001234567'],
    ['an 800 number', '800-810-8888'],
    ['a hotline with area code', '0571-12345'],
    ['a bureau’s short number', '0571-96345'],
    ['a local number', '8888 8888'],
    ['an unlikely landline', '编号0371-2026-0023'],
    ['a dash between year and number', '0371-2026-0023'],
    ['a Weibo post’s id', '微博5012345678901239'],
    ['a Douyin id', '7301234567890123456'],
    ['a credit code of letters', '91330100MA2B1C2D3E'],
    ['a credit code of digits', '113301000024882123'],
    ['sixteen digits that are no card', '4111 1111 1111 1112'],
    ['a QQ group', '加群 987654321'],
    ['a postcode', '310000'],
    ['a plate', '浙A12345'],
    ['a share of reads', '阅读1380000次，评论1234'],
    ['coordinates', '120.13812345,30.12345678'],
    ['a scientific number', '1.38e23'],
    ['an ISBN', 'ISBN 978-7-111-12345-6'],
    ['a law’s numerals', '第一百三十八条'],
    ['twelve numerals', '一三八一二三四五六七八九'],
    ['a bus line', '一三八路公交'],
    ['a mention', '@张三 @zhang.san 转发'],
    ['a retina picture', 'icon@2x.png'],
    ['a package', 'zhiban@1.2.3'],
    ['an at sign between words', '6@8 a@b'],
    ['what ends in no top-level domain', 'zhang@server.ip li@host.zz1 wang@a.nosuchtld'],
    ['a number masked already', '138****5678'],
    ['a card masked already', '尾号6222********1234'],
    ['an empty text', ''],
  ])('%s', (_, text) => {
    expect(mask(text)).toEqual({ text, found: [] })
  })
})

describe('an address of a page keeps working', () => {
  test.each([
    'https://m.weibo.cn/status/13812345678',
    'https://weibo.com/1234567890/4111111111111111',
    'https://www.douyin.com/video/6222021234567890128?from=13812345678',
    'https://mp.weixin.qq.com/s?__biz=MzA4&mid=13812345678&idx=1',
    'https://example.com/@zhang@163.com/1',
    'https://example.com/440308199901101512.html',
    '看weibo.com/13812345678',
    'www.example.com/p/4111111111111111?id=13812345678',
    'snssdk1128://aweme/detail/6222021234567890128',
    'https://example.com/?telephoto=13812345678',
  ])('%s', (text) => {
    expect(mask(text)).toEqual({ text, found: [] })
  })

  test.each([
    ['https://e.com/a/13812345678?phone=13812345678', 'https://e.com/a/13812345678?phone=138****5678'],
    ['https://e.com/?a=1&tel=%2B8613812345678#x', 'https://e.com/?a=1&tel=%2086138****5678#x'],
    ['https://e.com/?email=zhang%40163.com&b=2', 'https://e.com/?email=z***%40163.com&b=2'],
    ['https://e.com/#/x?user_mobile=13812345678', 'https://e.com/#/x?user_mobile=138****5678'],
    ['https://e.com/?idcard=11010519491231002X', 'https://e.com/?idcard=110*************2X'],
    ['e.com/x?mobile=13812345678', 'e.com/x?mobile=138****5678'],
    ['看https://e.com/13812345678，电话13812345678', '看https://e.com/13812345678，电话138****5678'],
    ['13812345678（https://e.com/1）', '138****5678（https://e.com/1）'],
  ])('but not what it says outside its path: %s', (text, masked) => {
    expect(mask(text).text).toBe(masked)
  })
})

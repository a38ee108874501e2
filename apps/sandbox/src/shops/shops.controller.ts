import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { ShopNews } from './shop.js';
import {
  CartRequest,
  ConsentRequest,
  OrderRequest,
  RefundRequest,
  ShopDelivery,
  ShopRelease,
  ShopSetup,
} from './shop-requests.js';
import { Shops, type Bought } from './shops.js';

/** Shops that tell a receiver what is bought in them, as Shopify and WooCommerce do. Orders are named by their cart. */
@Controller('_sandbox/shops/:name')
export class ShopsController {
  constructor(private readonly shops: Shops) {}

  @Post()
  @HttpCode(204)
  set(@Param('name') name: string, @Body({ schema: ShopSetup }) setup: ShopSetup): Promise<void> {
    return this.shops.set(name, setup);
  }

  @Get()
  news(@Param('name') name: string): ShopNews {
    return this.shops.of(name).news();
  }

  @Post('delivery')
  @HttpCode(204)
  deliver(@Param('name') name: string, @Body({ schema: ShopDelivery }) delivery: ShopDelivery): void {
    this.shops.of(name).deliver(delivery);
  }

  @Post('hold')
  @HttpCode(204)
  hold(@Param('name') name: string): void {
    this.shops.of(name).hold();
  }

  @Post('release')
  @HttpCode(204)
  release(@Param('name') name: string, @Body({ schema: ShopRelease }) release: ShopRelease): void {
    this.shops.of(name).release(release);
  }

  @Post('carts')
  @HttpCode(200)
  cart(@Param('name') name: string, @Body({ schema: CartRequest }) cart: CartRequest): Bought {
    return this.shops.cart(name, cart);
  }

  @Post('orders')
  @HttpCode(200)
  place(@Param('name') name: string, @Body({ schema: OrderRequest }) order: OrderRequest): Bought {
    return this.shops.place(name, order);
  }

  @Post('orders/:cartId/pay')
  @HttpCode(200)
  pay(@Param('name') name: string, @Param('cartId') cartId: string): Bought {
    return this.shops.pay(name, cartId);
  }

  @Post('orders/:cartId/cancel')
  @HttpCode(200)
  cancel(@Param('name') name: string, @Param('cartId') cartId: string): Bought {
    return this.shops.cancel(name, cartId);
  }

  @Post('orders/:cartId/refund')
  @HttpCode(200)
  refund(
    @Param('name') name: string,
    @Param('cartId') cartId: string,
    @Body({ schema: RefundRequest }) refund: RefundRequest,
  ): Bought {
    return this.shops.refund(name, cartId, refund);
  }

  @Post('consents')
  @HttpCode(204)
  consent(@Param('name') name: string, @Body({ schema: ConsentRequest }) consent: ConsentRequest): void {
    this.shops.consent(name, consent);
  }
}

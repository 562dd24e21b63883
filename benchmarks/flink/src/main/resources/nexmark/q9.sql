SELECT id, item_name, description, initial_bid, reserve, `time`, expires, seller, category, extra,
       auction, bidder, price, bid_time, bid_extra
FROM (
  SELECT a.*, b.auction, b.bidder, b.price, b.`time` AS bid_time, b.extra AS bid_extra,
         ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.`time`) AS r
  FROM auction AS a JOIN bid AS b
  ON a.id = b.auction AND b.`time` BETWEEN a.`time` AND a.expires) AS w
WHERE r <= 1

SELECT auction, bidder, 0.908 * price AS price, `time`, extra FROM bid

SELECT auction, bidder, price, `time`, extra,
       DATE_FORMAT(`time`, 'yyyy-MM-dd') AS dt, DATE_FORMAT(`time`, 'HH:mm') AS hm
FROM bid
